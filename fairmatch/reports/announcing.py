"""The figures of a timetable as sentences that may be published: no firm is named in them."""

from fairmatch.reports.model import QualityReport
from fairmatch.wording import Words


def announcement(report: QualityReport, fair: Words) -> Words:
    """Give a paragraph about how good and how fair a timetable is.

    Parameters
    ----------
    fair
        The fair's name.
    """
    demand, fairness, comfort = report.demand, report.fairness, report.comfort
    best = all(tier.gap == 0 for tier in report.tiers)
    proved = sum(tier.gap == 0 for tier in report.tiers)
    goals = len(report.tiers)
    least = next((k for k, firms in enumerate(fairness.histogram) if k and firms), 0)
    waiting = comfort.waiting_minutes.mean
    korean = [
        f"{fair.ko}에서는 기업 {demand.firms:,}곳이 신청한 상담 {demand.asked:,}건 가운데 "
        f"{demand.held:,}건({demand.share_met:.1%})을 배정했습니다.",
        f"상담을 한 건도 받지 못한 기업은 {fairness.firms_with_none:,}곳이며, 기업당 상담은 "
        f"{fairness.fewest}~{fairness.most}건, 평균 {fairness.mean:.1f}건입니다"
        f"(지니계수 {fairness.gini:.3f}).",
        f"1순위 신청의 {fairness.first_wishes_met:.1%}를 배정했고, 배정된 기업의 "
        f"{fairness.one_day:.1%}는 하루만 오면 됩니다.",
        f"상담 사이에 기다리는 시간은 평균 {waiting:.1f}분입니다.",
        "이보다 나은 시간표가 없음을 모든 목표에서 증명했습니다."
        if best
        else f"목표 {goals}개 가운데 {proved}개에서 이보다 나은 시간표가 없음을 증명했습니다.",
    ]
    english = [
        f"At {fair.en}, {demand.held:,} of the {demand.asked:,} consultations that "
        f"{demand.firms:,} firms asked for are held ({demand.share_met:.1%}).",
        f"Firms without any: {fairness.firms_with_none:,}; the others have "
        f"{least} to {fairness.most} consultations each, "
        f"{fairness.mean:.1f} on average (Gini coefficient {fairness.gini:.3f}).",
        f"{fairness.first_wishes_met:.1%} of the first wishes are met, and "
        f"{fairness.one_day:.1%} of the firms have to come on one day only.",
        f"Between consultations a firm waits {waiting:.1f} minutes on average.",
        "It is proved for every goal that no timetable is better."
        if best
        else f"For {proved} of {goals} goals it is proved that no timetable is better.",
    ]
    return Words(ko=" ".join(korean), en=" ".join(english))
