"""What a question costs by the price list that is part of genai-prices: nothing is downloaded."""

from academy.settings import AiSettings

ASSUMED_IN, ASSUMED_OUT = 1.2e-6, 6e-6
"""US dollars a token of a model on no list: as dear as qwen3-max, so that a budget holds."""
BYTES_A_TOKEN = 4


def tokens_of(text: str) -> int:
    """Return about how many tokens a text is."""
    return -(-len(text.encode()) // BYTES_A_TOKEN)


def estimate(settings: AiSettings, model: str, tokens_in: int, tokens_out: int) -> float:
    """Return US dollars by the list; a suffix such as `:nitro` is on no list and is left off.

    One's own server costs nothing. A model that is not listed is taken to be dear.
    """
    if settings.is_local:
        return 0.0
    from genai_prices import Usage, calc_price

    usage = Usage(input_tokens=tokens_in, output_tokens=tokens_out)
    provider = "openrouter" if settings.speaks_openrouter else None
    for name in dict.fromkeys((model, model.partition(":")[0])):
        try:
            return float(calc_price(usage, model_ref=name, provider_id=provider).total_price)
        except LookupError:
            continue
    return tokens_in * ASSUMED_IN + tokens_out * ASSUMED_OUT
