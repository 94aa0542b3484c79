from indicators.models.campaigns import (
    Campaign,
    CampaignChange,
    CampaignMember,
    CheckAnswer,
    Measurement,
    NetworkSettings,
    Submission,
    SubmissionChange,
)
from indicators.models.criteria import Criterion, CriterionStatus
from indicators.models.definitions import Indicator, IndicatorVersion
from indicators.models.published import PublicFigure, PublicRelease, PublishedFigure
from indicators.models.reports import Report, ReportText

__all__ = [
    "Campaign",
    "CampaignChange",
    "CampaignMember",
    "CheckAnswer",
    "Criterion",
    "CriterionStatus",
    "Indicator",
    "IndicatorVersion",
    "Measurement",
    "NetworkSettings",
    "PublicFigure",
    "PublicRelease",
    "PublishedFigure",
    "Report",
    "ReportText",
    "Submission",
    "SubmissionChange",
]
