"""The programme beside the consultations."""

_PLACE = {
    "무대": "Main stage", "세미나 천막": "Seminar tent", "세종대로": "Sejong-daero",
    "전시장": "Exhibition area", "체험 천막": "Workshop tent",
}  # fmt: skip
_FIRST, _SECOND = "2015-10-29", "2015-10-30"

_ITEMS = (
    (_FIRST, "09:30", "10:00", "여는 마당 길놀이", "Opening parade", "세종대로", "거리 풍물패"),
    (_FIRST, "10:00", "17:00", "사회적경제 제품 전시", "Exhibition of social-economy products",
     "전시장", "참가 기업"),
    (_FIRST, "10:30", "11:30", "공공구매 의무공시제 설명회", "Presentation: disclosure of public purchasing",
     "세미나 천막", "서울특별시 사회적경제과"),
    (_FIRST, "11:00", "12:00", "시민 체험: 폐현수막 지갑 만들기", "Citizens' workshop: wallets from old banners",
     "체험 천막", "새활용 기업"),
    (_FIRST, "12:10", "12:50", "점심 거리공연", "Lunch-hour street show", "무대", "거리공연 협동조합"),
    (_FIRST, "13:30", "14:30", "초청강연 1: 사회책임조달이란 무엇인가",
     "Guest lecture 1: What is socially responsible procurement?", "세미나 천막", "초청 강사"),
    (_FIRST, "14:00", "15:00", "시민 체험: 공정무역 커피 내리기", "Citizens' workshop: brewing fair-trade coffee",
     "체험 천막", "커피 협동조합"),
    (_FIRST, "15:00", "16:00", "관광서비스 분야 구매설명회(서울시 관광 담당관 참석)",
     "Presentation: tourism services, with an officer of the city", "세미나 천막",
     "서울특별시 관광사업과"),
    (_FIRST, "17:00", "17:40", "우선구매 약정 및 현장계약 조인식", "Signing of pledges and on-site contracts",
     "무대", "수요기관·참가 기업"),
    (_SECOND, "09:30", "10:00", "둘째 날 거리행진", "Second-day parade", "세종대로", "참가 기업·시민"),
    (_SECOND, "10:00", "17:00", "사회적경제 제품 전시", "Exhibition of social-economy products",
     "전시장", "참가 기업"),
    (_SECOND, "10:30", "11:30", "초청강연 2: 해외의 사회책임조달", "Guest lecture 2: Socially responsible procurement abroad",
     "세미나 천막", "초청 강사"),
    (_SECOND, "11:00", "12:00", "시민 체험: 나무 연필꽂이 만들기", "Citizens' workshop: wooden pen holders",
     "체험 천막", "목공 협동조합"),
    (_SECOND, "12:10", "12:50", "점심 음악회", "Lunch-hour concert", "무대", "음악 협동조합"),
    (_SECOND, "13:30", "14:30", "초청강연 3: 공공시장에 처음 들어가는 기업에게",
     "Guest lecture 3: For firms new to public buyers", "세미나 천막", "초청 강사"),
    (_SECOND, "14:00", "15:00", "시민 체험: 모두의 그림, 마음 나누기", "Citizens' workshop: drawing together",
     "체험 천막", "예술치료 협동조합"),
    (_SECOND, "15:30", "16:10", "우리 동네 인형극", "Puppet show", "무대", "인형극단"),
    (_SECOND, "17:00", "17:40", "닫는 마당: 업무협약과 폐회", "Closing: memoranda of understanding and farewell",
     "무대", "서울특별시·수요기관"),
)  # fmt: skip


def rows() -> list[dict[str, object]]:
    """Give the rows of ``programme.csv``."""
    return [
        {
            "code": f"T{number:02}",
            "date": day,
            "starts": starts,
            "ends": ends,
            "title_ko": title,
            "title_en": english,
            "place_ko": place,
            "place_en": _PLACE[place],
            "host": host,
        }
        for number, (day, starts, ends, title, english, place, host) in enumerate(_ITEMS, 1)
    ]
