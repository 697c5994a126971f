"""The short list of models that are not guarded, each with its reason. Anything else stops the start (lock 4)."""

OPEN = {
    "contenttypes.ContentType": "Names of tables.",
    "auth.Permission": "Django's list of permissions; none is used to decide anything.",
    "auth.Group": "Not used; part of django.contrib.auth.",
    "auth.Group_permissions": "Not used; part of django.contrib.auth.",
    "sessions.Session": "Read by its secret key before anybody is known.",
    "account.EmailAddress": "Read while signing in, before anybody is known; only allauth reads it.",
    "account.EmailConfirmation": "Read by its secret key.",
    "mfa.Authenticator": "Second factors; only allauth reads them, for the account that signs in.",
    "socialaccount.SocialAccount": "Links to an identity provider; only allauth reads them.",
    "socialaccount.SocialApp": "Identity providers of this installation.",
    "socialaccount.SocialApp_sites": "Not used.",
    "socialaccount.SocialToken": "Not stored (SOCIALACCOUNT_STORE_TOKENS is off).",
    "django_tasks_database.DBTaskResult": "The queue of work; arguments are ids only.",
    "people.Account": "E-mail and password hash, read while signing in; only the people app reads it.",
}


def allow(label: str, reason: str) -> None:
    """An app names an open model of its own, in its `apps.py`, when it is set up."""
    OPEN[label] = reason
