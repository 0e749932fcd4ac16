"""The kernel's half of the conformance test: a widget whose commands make a page use all of a model."""

import anywidget
import traitlets
from anywidget.experimental import command


class Child(anywidget.AnyWidget):  # type: ignore[misc]
    """A widget shown inside another."""

    _esm = """
    export default () => ({
      initialize({ model }) { return { doubled: () => model.get("count") * 2 }; },
      render({ model, el }) {
        const note = (...words) => globalThis.conformance.push(["child", ...words]);
        el.textContent = "child";
        model.on("change:count", () => note("count", model.get("count")));
        model.on("msg:custom", (content) => note("heard", content));
        return () => note("view ended");
      },
    });
    """
    count = traitlets.Int(21).tag(sync=True)


class Probe(anywidget.AnyWidget):  # type: ignore[misc]
    """Does what the page asks and tells it what reached the kernel."""

    _esm = traitlets.Unicode().tag(sync=True)
    _css = ".probe { color: rgb(1, 2, 3); }"
    count = traitlets.Int(1).tag(sync=True)
    text = traitlets.Unicode("one").tag(sync=True)
    items = traitlets.List([1, {"deep": [2]}]).tag(sync=True)
    table = traitlets.Dict({"a": 1}).tag(sync=True)
    nothing = traitlets.Any(None, allow_none=True).tag(sync=True)
    data = traitlets.Bytes(b"\x01\x02\x03").tag(sync=True)
    nested = traitlets.Dict({"part": b"\x04", "list": [b"\x05", 6]}).tag(sync=True)
    child = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, esm: str) -> None:
        self.seen: list[object] = []
        super().__init__(_esm=esm, child=Child())
        self.observe(self._note, ["count", "text", "items", "table", "nothing", "data", "nested"])
        self.on_msg(self._answer)

    def _note(self, change: object) -> None:
        self.seen.append([change.name, repr(_plain(change.new))])  # type: ignore[attr-defined]

    def _answer(self, _widget: object, content: object, buffers: list[memoryview]) -> None:
        if not isinstance(content, dict) or "do" not in content:
            return
        if content["do"] == "set":
            self.set_trait(content["name"], content["value"])
        elif content["do"] == "set bytes":
            self.data = bytes(reversed(buffers[0].tobytes()))
        elif content["do"] == "set together":
            with self.hold_sync():
                self.count, self.text, self.items = 100, "hundred", [100]
        elif content["do"] == "set child":
            self.child.count = content["value"]
        elif content["do"] == "tell child":
            self.child.send(content["value"])
        elif content["do"] == "close":
            self.close()
            return
        back = [bytes(reversed(buffer.tobytes())) for buffer in buffers]
        self.send({"done": content["do"], "seen": self.seen}, back)
        self.seen = []

    @command
    def double(self, message: object, buffers: list[memoryview]) -> tuple[object, list[bytes]]:
        """Return the message twice and each buffer twice as long."""
        return [message, message], [buffer.tobytes() * 2 for buffer in buffers]


def _plain(value: object) -> object:
    if isinstance(value, memoryview):
        return value.tobytes()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
