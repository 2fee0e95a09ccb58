"""From a question to an answer. Pure and synchronous: no network, no clock, no environment."""

from intents.errors import CatalogueError, Problem
from intents.knowledge import Knowledge, build, from_bundle
from intents.models import Answer, Memory
from intents.names import NameIndex
from intents.ranker import IntentRanker

__all__ = [
    "Answer",
    "CatalogueError",
    "IntentRanker",
    "Knowledge",
    "Memory",
    "NameIndex",
    "Problem",
    "build",
    "from_bundle",
]
