"""The settings that an operator gives, all from the environment (KLYNGE_...)."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """`home` holds all state of one instance: database, raw answers, keys, files. `database` is empty for SQLite in `home`, or
    postgresql://user:password@host:port/name. `demo` serves the demonstration cluster: no second factor, mail to the console."""

    model_config = SettingsConfigDict(env_prefix="KLYNGE_")

    home: Path = Path("var")
    database: str = ""
    demo: bool = False
    cluster: str = "Klynge"  # the name of the cluster, as the head of each page shows it
    hosts: str = "localhost,127.0.0.1,[::1]"
    https: bool = False
    secret_key: str = ""
    mail: str = ""  # smtp://user:password@host:port (starttls), smtps:// (tls from the start); empty prints mail to the console
    mail_from: str = "Klynge <post@localhost>"
    address: str = "http://127.0.0.1:8000"  # how people reach this instance, for links in mails
    oidc: str = ""  # JSON object of one OpenID Connect provider: {"name", "client_id", "secret", "server_url"}
    sources: str = ""  # what is asked every morning: "ted,eu-calls"; empty asks nobody
    officers: str = ""  # whom to tell when something protectively marked was sent in: "a@example.org,b@example.org"
    keep_pages: bool = True  # public pages are kept for guests until something changes, a minute at the most
    workers: bool = True  # run queued work in a thread of the web process (embedded); off when `klynge worker` does it

    def key(self) -> str:
        """The secret key: as given, else made once and kept in `home`, readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        file = self.home / "secret-key"
        if not file.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
        return file.read_text().strip()

    def databases(self) -> dict[str, dict[str, object]]:
        if not self.database:
            pragmas = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY")
            return {
                "default": {
                    "ENGINE": "django.db.backends.sqlite3",
                    "NAME": self.home / "klynge.sqlite3",
                    "OPTIONS": {
                        "transaction_mode": "IMMEDIATE",
                        "timeout": 20,
                        "cached_statements": 500,  # of a connection; the pages ask more than Python's 128
                        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
                    },
                }
            }
        url = urlsplit(self.database)
        return {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(url.path.lstrip("/")),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": unquote(url.hostname or ""),
                "PORT": str(url.port or ""),
                "CONN_MAX_AGE": 60,
            }
        }

    def mail_server(self) -> dict[str, object]:
        """Django's settings of the mail server that `mail` names; {} when mail is printed. Raises ValueError for another scheme."""
        if not self.mail:
            return {}
        url = urlsplit(self.mail)
        if url.scheme not in ("smtp", "smtps") or not url.hostname:
            raise ValueError("KLYNGE_MAIL is written as smtp://user:password@host:port or smtps://...")
        at_home = url.hostname in ("localhost", "127.0.0.1")
        return {
            "EMAIL_HOST": url.hostname,
            "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_SSL": url.scheme == "smtps",
            "EMAIL_USE_TLS": url.scheme == "smtp" and not at_home,
            "EMAIL_TIMEOUT": 30,
        }
