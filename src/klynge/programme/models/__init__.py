"""The models of this app."""

from klynge.programme.models.indicator import Indicator, Target
from klynge.programme.models.pack import Pack

__all__ = ["Indicator", "Pack", "Target"]
