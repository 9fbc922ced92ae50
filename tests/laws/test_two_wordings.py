"""Whatever an instrument says, it says the same in Chinese words."""

from __future__ import annotations

from hypothesis import given, settings

from policy_engine.compiled.digests import meaning_digest, texts_digest
from policy_engine.loading.twins import Twins
from policy_engine.nodes import read_bytes

from .rulebooks import World, compiled, text, worlds


@given(worlds())
@settings(max_examples=60)
def test_any_instrument_means_the_same_in_chinese_words(world: World) -> None:
    models = world.book.compiled.models
    twins = Twins(models.vocabulary, models.topics)
    files = dict(world.files)
    for name in models.instruments.values():
        node = read_bytes(text(files[name.file]).encode(), name.file, [])
        assert node is not None
        files[name.file] = twins.to_chinese(node)
        assert next(iter(files[name.file])) == "规章"
        assert twins.to_english(read_bytes(text(files[name.file]).encode(), name.file, [])) == node.plain()
    again = compiled(files, world.description).models
    assert meaning_digest(again) == meaning_digest(models)
    assert texts_digest(again) == texts_digest(models)
