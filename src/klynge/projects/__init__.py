"""Innovation projects: partners, stages, work packages, budget against cost, hours, milestones, results."""
