"""What the model allows at a path of a file, found by following its annotations: keys, words, and whether text."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from telquote.plans.document import Path
from telquote.plans.figures import ValueKind
from telquote.plans.reading import Kind
from telquote.plans.scalars import ID, LINE, TEXT


def keys_at(path: Path, whole: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that may stand beside the key at the end of a path."""
    part: type[BaseModel] | None = next(_parts(_annotation(path[:-1], whole)), None)
    return () if part is None else tuple(info.alias or name for name, info in part.model_fields.items())


def words_at(path: Path, whole: type[BaseModel]) -> tuple[str, ...]:
    """Return the few words of which one must stand at a path; empty where anything else belongs there."""
    around = _within_lists(_annotation(path, whole))
    return tuple(str(word) for one in around if get_origin(one) is Literal for word in get_args(one))


def is_text(path: Path, whole: type[BaseModel], *, ids: bool = False) -> bool:
    """Tell whether what stands at a path is read as a person's words; ``ids``: or as an id."""
    texts = (LINE, TEXT, ID) if ids else (LINE, TEXT)
    return any(one in texts for one in _within_lists(_annotation(path, whole)))


def is_figure(path: Path, whole: type[BaseModel]) -> bool:
    """Tell whether a figure stands at a path, or in one of its forms: one that may be unknown."""
    around = (_annotation(path[:end], whole) for end in range(1, len(path) + 1))
    return any(isinstance(one, ValueKind) for annotation in around for one in _options(annotation))


@cache
def places_of(whole: type[BaseModel]) -> dict[str, str]:
    """Return every key of a file, and the key of the part that it stands in: the nearest to the top."""
    places: dict[str, str] = {}
    parts = [("", whole)]
    seen = {whole}
    for around, part in parts:
        fields = sorted(part.model_fields.items(), key=lambda field: field[0] == "defaults")  # plans come before
        for name, info in fields:
            places.setdefault(info.alias or name, around)
            for inner in _inside(_with(info)):
                if inner not in seen:
                    seen.add(inner)
                    parts.append((info.alias or name, inner))
    return places


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    yield from _parts(annotation)
    for one in _options(annotation):
        for inner in (*_items(one), *(get_args(one)[1:] if get_origin(one) is dict else ())):
            yield from _inside(inner)


def fits(value: Any, path: Path, whole: type[BaseModel]) -> bool:
    """Tell whether a mapping, a list or a scalar can stand at a path."""
    options = list(_options(_annotation(path, whole)))
    maps = any(get_origin(one) is dict or (isinstance(one, type) and issubclass(one, BaseModel)) for one in options)
    lists = any(get_origin(one) is tuple for one in options)
    kinds = any(isinstance(one, Kind) for one in options)
    if isinstance(value, dict):
        return maps or (kinds and bool({"value", "assumed", "zh", "en"} & set(value)))
    if isinstance(value, list):
        return lists or kinds
    words = is_text(path, whole) or any(get_origin(one) is Literal for one in options)
    return not (maps or lists) or kinds or words


def _annotation(path: Path, whole: type[BaseModel]) -> Any:
    """Return what is said of the type at a path; None past what the model names."""
    here: Any = whole
    for step in path:
        if isinstance(step, int):
            inside = (inner for one in _options(here) for inner in _items(one))
        elif part := next(_parts(here), None):
            inside = (_with(info) for name, info in part.model_fields.items() if step in (info.alias or name, name))
        else:
            inside = (get_args(one)[1] for one in _options(here) if get_origin(one) is dict)
        here = next(inside, None)
    return here


def _with(info: Any) -> Any:
    """Return a field's annotation with the kinds that Pydantic took out of it."""
    return (info.annotation, *(extra for extra in info.metadata if isinstance(extra, Kind)))


def _options(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation stands for, one by one."""
    if isinstance(annotation, tuple):
        for one in annotation:
            yield from _options(one)
    elif get_origin(annotation) in (dict, tuple, Literal) or isinstance(annotation, (type, Kind)):
        yield annotation
    else:
        for inner in get_args(annotation) or getattr(annotation, "__metadata__", ()):
            yield from _options(inner)


def _items(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is tuple:
        yield get_args(annotation)[0]


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    for one in _options(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            yield one


def _within_lists(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation stands for, and those of the items of its lists."""
    for one in _options(annotation):
        yield one
        for item in _items(one):
            yield from _within_lists(item)
