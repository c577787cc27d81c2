// Gives each frame of ours on this page the height that it asks for.

(() => {
  const ours = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll("iframe")];
  addEventListener("message", ({ data, origin, source }) => {
    const height = Number(data?.parley?.height);
    if (origin !== ours || !(height > 0 && height < 100000)) return;
    for (const frame of frames()) {
      if (frame.contentWindow === source) frame.style.height = `${height}px`;
    }
  });
  for (const frame of frames()) {
    if (frame.src.startsWith(`${ours}/`)) frame.contentWindow?.postMessage("parley:height", "*");
  }
})();
