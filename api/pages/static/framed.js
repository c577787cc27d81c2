// Tells the page around this frame how high its content is.

const tell = () => {
  parent.postMessage({ parley: { height: Math.ceil(document.body.getBoundingClientRect().height) } }, "*");
};
new ResizeObserver(tell).observe(document.body);
addEventListener("message", ({ data }) => { if (data === "parley:height") tell(); });
