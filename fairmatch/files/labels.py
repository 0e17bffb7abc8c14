"""The Korean labels of closed sets of words, as organisers write them in a file's cells."""

from collections.abc import Mapping
from enum import StrEnum

from fairmatch.models import AgencyKind, BuyingMethod, FirmKind, MarkKind, MustMeet, WaitingOrder
from fairmatch.plan_settings import PlanGoal

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AgencyKind: {
        AgencyKind.CITY: "시",
        AgencyKind.EDUCATION: "교육청",
        AgencyKind.DISTRICT: "자치구",
        AgencyKind.CORPORATION: "투자·출연기관",
    },
    FirmKind: {
        FirmKind.SOCIAL_ENTERPRISE: "사회적기업",
        FirmKind.PRELIMINARY_SOCIAL_ENTERPRISE: "예비사회적기업",
        FirmKind.COOPERATIVE: "협동조합",
        FirmKind.SOCIAL_COOPERATIVE: "사회적협동조합",
        FirmKind.VILLAGE_ENTERPRISE: "마을기업",
        FirmKind.SELF_SUFFICIENCY_ENTERPRISE: "자활기업",
        FirmKind.SOCIAL_VENTURE: "소셜벤처",
        FirmKind.WOMEN_OWNED: "여성기업",
        FirmKind.DISABLED_OWNED: "장애인기업",
        FirmKind.DISABLED_STANDARD_WORKPLACE: "장애인표준사업장",
        FirmKind.SEVERELY_DISABLED_PRODUCER: "중증장애인생산품 생산시설",
        FirmKind.STARTUP: "창업기업",
    },
    BuyingMethod: {
        BuyingMethod.NEGOTIATED: "수의계약",
        BuyingMethod.LIMITED_BID: "제한경쟁",
        BuyingMethod.OPEN_BID: "일반경쟁",
        BuyingMethod.CATALOGUE: "종합쇼핑몰",
    },
    MarkKind: {
        MarkKind.MUST: "필수",
        MarkKind.LIKE: "희망",
        MarkKind.NEUTRAL: "보통",
        MarkKind.NO: "거절",
    },
    MustMeet: {
        MustMeet.RULE: "규칙",
        MustMeet.WORTH: "가점",
    },
    WaitingOrder: {
        WaitingOrder.ORDER: "먼저 기다린 순서",
        WaitingOrder.FEWEST: "상담이 적은 순서",
    },
    PlanGoal: {
        PlanGoal.COVERAGE: "많은 기업에 상담 기회",
        PlanGoal.WORTH: "점수 높은 신청",
        PlanGoal.DAYS: "하루 방문",
        PlanGoal.BREAKS: "적은 빈 시간",
        PlanGoal.WALKING: "짧은 이동",
        PlanGoal.EVENNESS: "고른 부스 배정",
    },
}
YES_NO: Mapping[bool, str] = {True: "예", False: "아니요"}
