"""What the ledger's tests of pages share with the register's."""

from tests.register.conftest import as_, english

__all__ = ["as_", "english"]
