// Web MIDI as Chromium has it, with one input that a test plays. Nothing else of the browser is changed.
(() => {
  class Port extends EventTarget {
    constructor(name) { super(); Object.assign(this, { id: name, name, type: "input", state: "connected", connection: "closed", manufacturer: "" }); this._fn = null; }
    set onmidimessage(fn) { if (this._fn) this.removeEventListener("midimessage", this._fn); this._fn = fn; if (fn) this.addEventListener("midimessage", fn); }
    open() { return Promise.resolve(this); }
    close() { return Promise.resolve(this); }
  }
  class Access extends EventTarget {
    constructor() { super(); this.inputs = new Map(); this.outputs = new Map(); this.sysexEnabled = false; }
  }
  const access = new Access();
  const stub = {
    denied: false,
    plug(name) {
      const port = new Port(name);
      access.inputs.set(name, port);
      access.dispatchEvent(new Event("statechange"));
    },
    unplug(name) {
      const port = access.inputs.get(name);
      port.state = "disconnected";
      access.inputs.delete(name);
      access.dispatchEvent(new Event("statechange"));
    },
    send(name, data, timeStamp) {
      const event = new Event("midimessage");
      Object.defineProperty(event, "data", { value: new Uint8Array(data) });
      Object.defineProperty(event, "timeStamp", { value: timeStamp });
      access.inputs.get(name)?.dispatchEvent(event);
    },
    /** Hits as [page ms, note, velocity]: each arrives at its own time, with its own time stamp. */
    play(name, hits, channel = 1) {
      return Promise.all(hits.map(([at, note, velocity]) => new Promise((done) => setTimeout(() => {
        stub.send(name, [0x90 | (channel - 1), note, velocity], at);
        stub.send(name, [0x80 | (channel - 1), note, 64], at + 60);
        done();
      }, Math.max(0, at - performance.now())))));
    },
  };
  window.midiStub = stub;
  Object.defineProperty(navigator, "requestMIDIAccess", {
    configurable: true,
    value: () => stub.denied ? Promise.reject(new DOMException("Permission denied", "NotAllowedError")) : Promise.resolve(access),
  });
  stub.plug("SP-404MKII");
})();
