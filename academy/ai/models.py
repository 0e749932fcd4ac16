"""Which model answers which purpose, and how its server is spoken to."""

from typing import Any

from academy.ai.request import Purpose
from academy.settings import AiSettings


def model_for(settings: AiSettings, purpose: Purpose) -> str:
    """Return the model's name: the large one writes whole lessons, the small one does all else."""
    return settings.large if purpose == "lesson" else settings.small


def shown(settings: AiSettings, model: str) -> str:
    """Return a model's name for the ledger; one's own server is named as such, since it costs nothing."""
    return f"{model} (local)" if settings.is_local else model


def model_of(settings: AiSettings, model: str) -> Any:
    """Return a pydantic-ai model; only on the line, where its connections live.

    The client never tries again by itself: its waiting (16 s for a `Retry-After: 8`) outlasts any learner.
    """
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.models.openrouter import OpenRouterModel
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.providers.openrouter import OpenRouterProvider

    client = AsyncOpenAI(
        base_url=settings.url,
        api_key=settings.key or "none",  # never the library's own look into the environment
        max_retries=0,
        default_headers={"X-Title": "SP-404 Academy"} if settings.speaks_openrouter else None,
    )
    if settings.speaks_openrouter:
        return OpenRouterModel(model, provider=OpenRouterProvider(openai_client=client))
    return OpenAIChatModel(model, provider=OpenAIProvider(openai_client=client))


def settings_of(settings: AiSettings, limit_s: float, most_tokens: int) -> dict[str, Any]:
    """Return the settings of one request; thinking is off, it would outlast the limit and cost thrice."""
    common = {
        "temperature": 0.3,
        "max_tokens": most_tokens,
        "request_timeout": limit_s,
        "max_retries": 0,
        "thinking": False,
    }
    if not settings.speaks_openrouter:
        return common
    host = {"sort": "latency", "require_parameters": True, "data_collection": "deny"}
    return common | {"openrouter_provider": host}
