"""The short list of models that are not guarded, each with its reason. Anything else stops the start (lock 4)."""

OPEN = {
    "contenttypes.ContentType": "Names of tables.",
    "auth.Permission": "Django's list of permissions; none is used to decide anything.",
    "auth.Group": "Names of groups of editors of the website; the door decides, not the group.",
    "auth.Group_permissions": "What a group of editors may do in the editor of the website.",
    "sessions.Session": "Read by its secret key before anybody is known.",
    "account.EmailAddress": "Read while signing in, before anybody is known; only allauth reads it.",
    "account.EmailConfirmation": "Read by its secret key.",
    "mfa.Authenticator": "Second factors; only allauth reads them, for the account that signs in.",
    "socialaccount.SocialAccount": "Links to an identity provider; only allauth reads them.",
    "socialaccount.SocialApp": "Identity providers of this installation.",
    "socialaccount.SocialApp_sites": "Not used.",
    "socialaccount.SocialToken": "Not stored (SOCIALACCOUNT_STORE_TOKENS is off).",
    "django_tasks_database.DBTaskResult": "The queue of work; arguments are ids only.",
    "people.Account_groups": "Who edits the website; follows the role, which alone is asked.",
    "people.Account_user_permissions": "Not used; nobody has permissions of their own.",
    "people.Account": "E-mail and password hash, read while signing in; only the people app reads it.",
}


FOREIGN: set[str] = set()  # models of ours whose base belongs to a library, which reads them with queries of its own


def allow(label: str, reason: str, *, foreign: bool = False) -> None:
    """An app names an open model of its own or of a library, in its `apps.py`, when it is set up. `foreign`: it inherits a library's
    model and cannot inherit Open."""
    OPEN[label] = reason
    if foreign:
        FOREIGN.add(label)
