// Measures every text a screen shows: its letters' height, its contrast, whether it is cut off.
(() => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 1;
  const paint = (over, colour) => {
    brush.fillStyle = `rgb(${over.join(" ")})`;
    brush.fillRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const chain = (one) => (one ? [...chain(one.parentElement), one] : []);
  const mixed = (over, under, part) => over.map((value, index) => value * part + under[index] * (1 - part));

  // What lies behind an element's letters, and the letters themselves, with every ancestor's opacity.
  const colours = (element) => {
    let ground = [255, 255, 255];
    let opacity = 1;
    for (const one of chain(element)) {
      const style = getComputedStyle(one);
      opacity *= Number(style.opacity);
      ground = mixed(paint(ground, style.backgroundColor), ground, Number(style.opacity));
    }
    return [mixed(paint(ground, getComputedStyle(element).color), ground, opacity), ground];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (element) => {
    const [light, dark] = colours(element).map(luminance).sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  };

  // A capital is as high as its ink; a Korean syllable fills nearly the whole of its square.
  const height = (element, text) => {
    const style = getComputedStyle(element);
    brush.font = `${style.fontWeight} 1000px ${style.fontFamily}`;
    const ink = brush.measureText(/\p{Script=Hangul}/u.test(text) ? "를" : "H");
    return ((ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent) * parseFloat(style.fontSize)) / 1000;
  };

  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    const unseen = element.closest("thead, script, noscript") || !element.checkVisibility({ visibilityProperty: true });
    if (!text || unseen || !box.width) continue;
    const frames = chain(element).filter((one) => getComputedStyle(one).overflowY === "hidden").map((one) => one.getBoundingClientRect());
    const ink = (box.height - height(element, text)) / 2;
    const cut = frames.some((frame) => box.top + ink < frame.top - 1 || box.bottom - ink > frame.bottom + 1);
    const outside = box.top + ink < 0 || box.bottom - ink > innerHeight;
    found.push({ text, height: height(element, text), contrast: contrast(element), cut: cut || outside });
  }
  return found;
})()
