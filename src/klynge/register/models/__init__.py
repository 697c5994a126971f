"""The register: organisations and their sites, groups, people, memberships and capabilities."""

from klynge.register.models.application import Application
from klynge.register.models.capability import Capability, Certificate, CodeEntry, CodeSystem, Reference
from klynge.register.models.organisation import Fact, Figure, OldAddress, Organisation, Ownership, Site
from klynge.register.models.person import Affiliation, ContactPoint, Named, Person
from klynge.register.models.work import Apart, Confirmation, Import, Membership, Merge, Proposal

__all__ = [
    "Affiliation",
    "Apart",
    "Application",
    "Capability",
    "Certificate",
    "CodeEntry",
    "CodeSystem",
    "Confirmation",
    "ContactPoint",
    "Fact",
    "Figure",
    "Import",
    "Membership",
    "Merge",
    "Named",
    "OldAddress",
    "Organisation",
    "Ownership",
    "Person",
    "Proposal",
    "Reference",
    "Site",
]
