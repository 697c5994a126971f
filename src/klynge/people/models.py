"""Accounts that sign in, and the roles they hold. Who a person is and works for stands in the register."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from klynge.access.guard import Guarded
from klynge.access.rules import Access, nobody, own_account, secretariat
from klynge.access.viewer import Role


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> "Account":
        account = self.model(email=self.normalize_email(email).lower())
        account.set_password(password)
        account.save()
        return account


class Account(PermissionsMixin, AbstractBaseUser):
    """Open, because it is read before anybody is known: an address and a password hash, nothing more.

    Groups and permissions are there for the editor of the website, which asks for them; they open no door of ours, follow the role (see
    `website.actions.editors`), and nobody is a superuser: the database refuses one."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_is_a_superuser")]

    def __str__(self) -> str:
        return self.email


class RoleGrant(Guarded):
    """A role for a period. It counts only once a second person has confirmed it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    field = models.CharField(max_length=200, blank=True)  # a secretary's special field
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=secretariat() | own_account(), change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("account_id", "starts_on")


class Link(Guarded):
    """A signed link that lets somebody act without an account: one purpose, one subject, until a day, at most so many times."""

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)  # what it is about, in the purpose's own terms: "match:17"
    person_id = models.BigIntegerField(null=True)  # for whom it was made, in the register
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses_left = models.PositiveIntegerField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    access = Access(read=secretariat(), change=nobody())

    class Meta(Guarded.Meta):
        indexes = [models.Index(fields=["purpose", "subject"])]
