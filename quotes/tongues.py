"""In which language a text is. The only file that names what detects it."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from quotes.normalise import whole

# Those that the encoder knows, Chinese once.
LANGUAGES: Final = (
    *("ar", "de", "en", "es", "fr", "it", "ja", "ko"),
    *("nl", "pl", "pt", "ru", "th", "tr", "zh"),
)
# Below this the text is too short to tell, and the language that it was declared to be in counts.
SURE: Final = 0.9


def language_of(text: str, declared: str) -> str:
    """The language of a text (ISO 639-1), ``declared`` unless it is surely in another.

    Without the extra ``semantic`` it is ``declared``.
    """
    plain = declared.partition("-")[0].lower()
    identifier = _identifier()
    if identifier is None:
        return plain
    found, probability = identifier.classify(whole(text))
    return str(found) if probability >= SURE else plain


@cache
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(list(LANGUAGES))
    return made
