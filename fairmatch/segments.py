"""Names of the segments of the product classification: its first two digits.

The eight-digit classification (물품분류번호) of the Public Procurement Service follows the
UNSPSC of the United Nations, whose segments these are.
"""

SEGMENTS: dict[str, tuple[str, str]] = {
    "10": ("동식물·종자", "Live plants and animals"),
    "11": ("광물·섬유 원료", "Minerals and raw textiles"),
    "12": ("화학제품", "Chemicals"),
    "13": ("고무·플라스틱 원료", "Resins and rubber"),
    "14": ("종이·제지", "Paper"),
    "15": ("연료·윤활유", "Fuels and lubricants"),
    "20": ("광업 장비", "Mining machinery"),
    "21": ("농림·어업 장비", "Farming and forestry machinery"),
    "22": ("건설 장비", "Building machinery"),
    "23": ("산업용 기계", "Industrial machinery"),
    "24": ("물류·보관·포장", "Handling, storage and packing"),
    "25": ("차량·운송기기", "Vehicles"),
    "26": ("발전·배전", "Power generation and distribution"),
    "27": ("공구", "Tools"),
    "30": ("건축 자재", "Building materials"),
    "31": ("제조 부품", "Manufactured components"),
    "32": ("전자 부품", "Electronic components"),
    "39": ("조명·전기용품", "Lighting and electrical supplies"),
    "40": ("냉난방·배관", "Heating, cooling and plumbing"),
    "41": ("실험·계측기기", "Laboratory and measuring instruments"),
    "42": ("의료기기", "Medical equipment"),
    "43": ("정보통신", "Information technology"),
    "44": ("사무용품", "Office supplies"),
    "45": ("인쇄·영상기기", "Printing and audiovisual equipment"),
    "46": ("치안·안전용품", "Safety and security equipment"),
    "47": ("청소용품", "Cleaning supplies"),
    "48": ("서비스업용 기기", "Service-industry equipment"),
    "49": ("스포츠·레저용품", "Sports and recreation goods"),
    "50": ("식품", "Food and drink"),
    "51": ("의약품", "Medicines"),
    "52": ("가정용품", "Household goods"),
    "53": ("의류·잡화", "Clothing and luggage"),
    "54": ("시계·장신구", "Watches and jewellery"),
    "55": ("출판물", "Published goods"),
    "56": ("가구", "Furniture"),
    "60": ("교구·공예·악기", "Teaching aids, crafts and instruments"),
    "64": ("금융 상품", "Financial instruments"),
    "70": ("농림·조경 서비스", "Farming and landscaping services"),
    "71": ("광업 서비스", "Mining services"),
    "72": ("건축·시설 관리 서비스", "Building and maintenance services"),
    "73": ("생산·제조 서비스", "Production services"),
    "76": ("청소·폐기물 서비스", "Cleaning and waste services"),
    "77": ("환경 서비스", "Environmental services"),
    "78": ("운송·보관 서비스", "Transport and storage services"),
    "80": ("경영·행정 서비스", "Business and administrative services"),
    "81": ("기술·연구·정보화 서비스", "Engineering, research and IT services"),
    "82": ("편집·디자인·홍보", "Editing, design and publicity"),
    "83": ("공공설비 서비스", "Utilities"),
    "84": ("금융·보험 서비스", "Finance and insurance"),
    "85": ("보건 서비스", "Health services"),
    "86": ("교육·훈련 서비스", "Education and training"),
    "90": ("여행·숙식·행사", "Travel, lodging, food and events"),
    "91": ("개인 서비스", "Personal services"),
    "92": ("방호·경비 서비스", "Security services"),
    "93": ("사회·행정 서비스", "Social and civic services"),
    "94": ("단체·조직", "Organisations and clubs"),
    "95": ("토지·건물", "Land and buildings"),
}


def segment_name(segment: str, language: str) -> str:
    """Give the name of a segment in ``ko`` or ``en``; one that is not known names itself."""
    if segment not in SEGMENTS:
        return segment
    korean, english = SEGMENTS[segment]
    return korean if language == "ko" else english
