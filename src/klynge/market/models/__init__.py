"""The market: what was published, what sources sent, and who fits what."""

from klynge.market.models.intake import Raw, Unread
from klynge.market.models.match import Answer, Digest, Match, Silence
from klynge.market.models.notice import Award, Earlier, Notice, Version

__all__ = ["Answer", "Award", "Digest", "Earlier", "Match", "Notice", "Raw", "Silence", "Unread", "Version"]
