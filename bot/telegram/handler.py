"""What a handler is given besides the update."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext, ExtBot

# No data of chats, users or the bot is kept in the library: the service keeps what is kept.
Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]

# What the library calls for an update that fits.
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]
