"""Who fits what: Need x Offer -> Fit with reasons."""
