// <button data-read-aloud hidden>: reads the page aloud where the device can speak.

export function startReading(): void {
  const speech = window.speechSynthesis;
  if (!speech) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-read-aloud]")) {
    const label = button.querySelector("span") ?? button;
    button.hidden = false;
    const rest = () => {
      label.textContent = "朗读";
    };
    button.addEventListener("click", () => {
      if (speech.speaking) {
        speech.cancel();
        rest();
        return;
      }
      const main = document.getElementById("main")?.cloneNode(true) as HTMLElement | undefined;
      main?.querySelectorAll(".public-tools, script, [hidden]").forEach((part) => part.remove());
      const words = new SpeechSynthesisUtterance(main?.innerText ?? "");
      words.lang = "zh-CN";
      words.rate = 0.95;
      words.addEventListener("end", rest);
      speech.speak(words);
      label.textContent = "停止朗读";
    });
  }
  window.addEventListener("pagehide", () => speech.cancel());
}
