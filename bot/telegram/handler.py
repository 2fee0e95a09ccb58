"""What a handler is given besides the update."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

# The bot of the context is `Client`; the library's own handlers are not generic in it.
# No data of chats, users or the bot is kept in the library: the service keeps what is kept.
Context = CallbackContext[Any, dict[Any, Any], dict[Any, Any], dict[Any, Any]]

# What the library calls for an update that fits.
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]
