"""The models of this app."""

from klynge.projects.models.plan import Budget, Milestone, Part
from klynge.projects.models.project import Project, StageChange
from klynge.projects.models.team import Partner

__all__ = ["Budget", "Milestone", "Part", "Partner", "Project", "StageChange"]
