"""What projects know of people: who changed the stage, by number; everything else is words of the house."""

from klynge.register.erasing import Fate, Part

PART = Part(
    {
        "projects.Project": {Fate.LOOKED: "title_da title_en summary_da summary_en", Fate.NONE: "currency"},
        "projects.StageChange": {Fate.DID: "by_id", Fate.LOOKED: "reason", Fate.NONE: "before stage"},
        "projects.Partner": {Fate.LOOKED: "document"},
        "projects.Part": {Fate.LOOKED: "name", Fate.NONE: "number"},
        "projects.Budget": {Fate.NONE: "currency"},
        "projects.Milestone": {Fate.LOOKED: "what evidence"},
    }
)
