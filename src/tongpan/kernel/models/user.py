"""A login (登录账号). Who the person is, and what they may do, stands in ``agencies``."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import BaseUserManager
from django.db import models

from tongpan.kernel.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One account for one person (M254: 一个平台一个账号)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField("账号", max_length=64, unique=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    password_is_temporary = models.BooleanField(
        "一次性密码", default=False, help_text="given out by the manager; its owner has to choose another first"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    objects = UserManager()

    class Meta:
        verbose_name = "登录账号"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.username

    @property
    def key(self) -> uuid.UUID:
        return self.id
