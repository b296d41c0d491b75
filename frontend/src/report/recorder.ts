// <button type="button" data-record="id_audio">: speak instead of typing. Recording starts and stops only by a press.
import { toast } from "../base/toast";

const LONGEST_MS = 120_000;

export function startRecorder(form: HTMLFormElement): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("[data-record]")) {
    const input = document.getElementById(button.dataset.record ?? "");
    if (!(input instanceof HTMLInputElement) || !("MediaRecorder" in window) || !navigator.mediaDevices) {
      button.hidden = true;
      continue;
    }
    const label = button.querySelector("span") ?? button;
    const idle = label.textContent;
    let recorder: MediaRecorder | null = null;
    button.addEventListener("click", () => {
      if (recorder) {
        recorder.stop();
        return;
      }
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        (stream) => {
          const parts: Blob[] = [];
          const running = new MediaRecorder(stream);
          recorder = running;
          running.addEventListener("dataavailable", (event) => parts.push(event.data));
          running.addEventListener("stop", () => {
            stream.getTracks().forEach((track) => track.stop());
            const kind = running.mimeType.split(";")[0] || "audio/webm";
            const file = new File(parts, `语音.${kind.includes("mp4") ? "m4a" : "webm"}`, { type: kind });
            const carrier = new DataTransfer();
            carrier.items.add(file);
            input.files = carrier.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
            recorder = null;
            label.textContent = idle;
            button.setAttribute("aria-pressed", "false");
          });
          running.start();
          setTimeout(() => running.state === "recording" && running.stop(), LONGEST_MS);
          label.textContent = "正在录音，再按一下结束";
          button.setAttribute("aria-pressed", "true");
        },
        () => toast("没有取得录音许可，可以打字说明", true),
      );
    });
  }
}
