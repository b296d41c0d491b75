// <button type="button" data-locate data-locate-lon="id_lon" data-locate-lat="id_lat">用我的位置</button>
// Asks for the position only when pressed; nothing else on the site ever does.

const WHY: Record<number, string> = {
  1: "没有取得定位许可，可以直接填写地点",
  2: "现在定不了位，可以直接填写地点",
  3: "定位超时，可以再试或直接填写地点",
};

function fill(id: string | undefined, value: number): void {
  const input = id ? document.getElementById(id) : null;
  if (!(input instanceof HTMLInputElement)) return;
  input.value = value.toFixed(6);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function startLocate(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>("[data-locate]");
    if (!button) return;
    const say = (text: string) => {
      const place = button.parentElement?.querySelector<HTMLElement>("[data-locate-status]");
      if (place) place.textContent = text;
    };
    if (!("geolocation" in navigator)) return say("这台设备不能定位，可以直接填写地点");
    button.setAttribute("aria-busy", "true");
    say("正在定位…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.removeAttribute("aria-busy");
        fill(button.dataset.locateLon ?? "id_lon", coords.longitude);
        fill(button.dataset.locateLat ?? "id_lat", coords.latitude);
        say(`已取得位置，误差约 ${Math.round(coords.accuracy)} 米`);
        button.dispatchEvent(new CustomEvent("tongpan:located", { bubbles: true, detail: [coords.longitude, coords.latitude] }));
      },
      (problem) => {
        button.removeAttribute("aria-busy");
        say(WHY[problem.code] ?? "现在定不了位，可以直接填写地点");
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
}
