// <div class="map" data-map …>: outlines and points without any outside service; background tiles only where configured.
//   data-map-url="/a.geojson /b.geojson"   what to draw; properties: name, note, href, tone (info warn bad good), label (words, or the point [lon, lat] where name stands)
//   data-map-data="id"                     the same, from a <script type="application/json" id="…">
//   data-map-point="118.87,28.93"          one marker, data-map-label its words
//   data-map-pick="id_lon,id_lat"          press the map to fill two inputs
import "maplibre-gl/dist/maplibre-gl.css";
import * as maplibregl from "maplibre-gl";
import type { Feature, FeatureCollection, Position } from "geojson";

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
maplibregl.setWorkerUrl(new URL("map-worker.js", here).href);

const HOME: [number, number] = [118.87, 28.94];
const WORDS = {
  "NavigationControl.ZoomIn": "放大",
  "NavigationControl.ZoomOut": "缩小",
  "NavigationControl.ResetBearing": "回正",
  "AttributionControl.ToggleAttribution": "来源",
  "CooperativeGesturesHandler.WindowsHelpText": "按住 Ctrl 滚动可缩放地图",
  "CooperativeGesturesHandler.MacHelpText": "按住 ⌘ 滚动可缩放地图",
  "CooperativeGesturesHandler.MobileHelpText": "用两指移动地图",
};
const TONES = ["match", ["get", "tone"], "bad", "#c0392b", "warn", "#c47a10", "good", "#1f7a48", "#1d4f9c"] as unknown as string;
const MAX_LABELS = 80;

const started = new WeakSet<Element>();

function baseStyle(): maplibregl.StyleSpecification {
  const dark = document.documentElement.dataset.theme === "dark";
  const tiles = document.querySelector<HTMLMetaElement>("meta[name=map-tiles]")?.content;
  const style: maplibregl.StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": dark ? "#16202f" : "#eef1f4" } }],
  };
  if (tiles) {
    style.sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256 };
    style.layers.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  return style;
}

function grow(bounds: maplibregl.LngLatBounds, coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === "number") bounds.extend(coordinates as Position as [number, number]);
  else coordinates.forEach((part) => grow(bounds, part));
}

function boundsOf(features: Feature[]): maplibregl.LngLatBounds {
  const bounds = new maplibregl.LngLatBounds();
  for (const { geometry } of features) if (geometry && "coordinates" in geometry) grow(bounds, geometry.coordinates);
  return bounds;
}

/** A popup of text nodes: what came in as data can never become markup. */
function card(properties: Record<string, unknown>): HTMLElement {
  const box = document.createElement("div");
  const name = document.createElement(properties.href ? "a" : "strong");
  name.textContent = String(properties.name ?? properties.label ?? "");
  if (name instanceof HTMLAnchorElement && String(properties.href).startsWith("/")) name.href = String(properties.href);
  box.append(name);
  if (properties.note) {
    const note = document.createElement("p");
    note.textContent = String(properties.note);
    box.append(note);
  }
  return box;
}

function draw(map: maplibregl.Map, id: string, data: FeatureCollection): void {
  const dark = document.documentElement.dataset.theme === "dark";
  map.addSource(id, { type: "geojson", data });
  const areas: maplibregl.FilterSpecification = ["match", ["geometry-type"], ["Polygon", "MultiPolygon"], true, false];
  map.addLayer({ id: `${id}-area`, type: "fill", source: id, filter: areas, paint: { "fill-color": TONES, "fill-opacity": dark ? 0.16 : 0.07 } });
  map.addLayer({ id: `${id}-edge`, type: "line", source: id, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": dark ? "#6f93c9" : "#5b7ba8", "line-width": 1.2 } });
  map.addLayer({
    id: `${id}-point`, type: "circle", source: id, filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-radius": 7, "circle-color": TONES, "circle-stroke-width": 2, "circle-stroke-color": "#fff" },
  });
  for (const layer of [`${id}-point`, `${id}-area`]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  label(map, data.features);
}

/** Where a feature's words stand: its own label point, else the middle of its outline. */
function labelPoint(feature: Feature): maplibregl.LngLatLike | null {
  const point: unknown = feature.properties?.label;
  if (Array.isArray(point) && point.length === 2) return point as [number, number];
  const bounds = boundsOf([feature]);
  return bounds.isEmpty() ? null : bounds.getCenter();
}

/** Write the names on the map, each only while its outline has room for it. */
function label(map: maplibregl.Map, features: Feature[]): void {
  const named = features.filter((one) => one.properties?.label).slice(0, MAX_LABELS);
  const shown = named.flatMap((feature) => {
    const point = labelPoint(feature);
    if (!point) return [];
    const words = document.createElement("span");
    words.className = "map-label";
    words.textContent = String(Array.isArray(feature.properties?.label) ? (feature.properties.name ?? "") : feature.properties?.label);
    new maplibregl.Marker({ element: words }).setLngLat(point).addTo(map);
    return [{ words, bounds: boundsOf([feature]), isPoint: feature.geometry?.type === "Point" }];
  });
  const fit = () => {
    for (const { words, bounds, isPoint } of shown) {
      const room = bounds.isEmpty() ? 0 : map.project(bounds.getNorthEast()).x - map.project(bounds.getSouthWest()).x;
      words.style.visibility = isPoint || room >= words.offsetWidth * 0.9 ? "visible" : "hidden";
    }
  };
  map.on("moveend", fit);
  fit();
}

type Drawable = FeatureCollection | Feature;

async function fetched(url: string): Promise<Drawable> {
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return (await answer.json()) as Drawable;
}

function written(id: string | undefined): Drawable[] {
  const text = id ? document.getElementById(id)?.textContent : "";
  return text ? [JSON.parse(text) as Drawable] : [];
}

async function fill(map: maplibregl.Map, box: HTMLElement): Promise<void> {
  const urls = (box.dataset.mapUrl ?? "").split(/\s+/).filter(Boolean);
  const parts = [...written(box.dataset.mapData), ...(await Promise.all(urls.map(fetched)))];
  const whole: Feature[] = [];
  parts.forEach((part, index) => {
    const data: FeatureCollection = part.type === "Feature" ? { type: "FeatureCollection", features: [part] } : part;
    whole.push(...data.features);
    draw(map, `data-${index}`, data);
  });
  const bounds = boundsOf(whole);
  const point = box.dataset.mapPoint?.split(",").map(Number) ?? [];
  if (point.length === 2 && point.every(Number.isFinite)) bounds.extend(point as [number, number]);
  if (whole.length && !bounds.isEmpty()) map.fitBounds(bounds, { padding: 24, maxZoom: 16, duration: 0 });
  map.on("click", (event) => {
    if (box.dataset.mapPick) return;
    const layers = parts.flatMap((_, index) => [`data-${index}-point`, `data-${index}-area`]);
    const hit = map.queryRenderedFeatures(event.point, { layers })[0];
    if (hit?.properties?.name) new maplibregl.Popup().setLngLat(event.lngLat).setDOMContent(card(hit.properties)).addTo(map);
  });
}

function pick(map: maplibregl.Map, box: HTMLElement): void {
  const ids = (box.dataset.mapPick ?? "").split(",");
  const [lon, lat] = ids.map((id) => document.getElementById(id.trim()) as HTMLInputElement | null);
  if (!lon || !lat) return;
  const pin = new maplibregl.Marker({ color: "#1d4f9c", draggable: true });
  const put = ({ lng, lat: north }: maplibregl.LngLat) => {
    pin.setLngLat([lng, north]).addTo(map);
    lon.value = lng.toFixed(6);
    lat.value = north.toFixed(6);
    lon.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (lon.value && lat.value) {
    const at = new maplibregl.LngLat(Number(lon.value), Number(lat.value));
    pin.setLngLat(at).addTo(map);
    map.jumpTo({ center: at, zoom: 15 });
  }
  map.on("click", (event) => put(event.lngLat));
  pin.on("dragend", () => put(pin.getLngLat()));
  document.addEventListener("tongpan:located", (event) => {
    const at = (event as CustomEvent<[number, number]>).detail;
    pin.setLngLat(at).addTo(map);
    map.jumpTo({ center: at, zoom: 16 });
  });
}

function start(box: HTMLElement): void {
  if (started.has(box)) return;
  started.add(box);
  const spare = Array.from(box.childNodes);
  box.replaceChildren();
  const point = box.dataset.mapPoint?.split(",").map(Number);
  const center: [number, number] = point?.length === 2 && point.every(Number.isFinite) ? [point[0] as number, point[1] as number] : HOME;
  let map: maplibregl.Map;
  try {
    map = new maplibregl.Map({
      container: box, style: baseStyle(), center, zoom: point ? 14 : 9, locale: WORDS, attributionControl: false,
      cooperativeGestures: true, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
    });
  } catch {
    box.replaceChildren(...spare, "（本机浏览器不能显示地图）");
    return;
  }
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.getCanvas().setAttribute("aria-label", box.dataset.mapLabel ?? "地图");
  map.on("error", (problem) => console.warn("map", problem.error?.message));
  map.on("load", () => {
    box.dataset.mapReady = "yes";
    void fill(map, box).catch(() => undefined);
    if (box.dataset.mapPick) pick(map, box);
    if (point) {
      const pin = new maplibregl.Marker({ color: "#1d4f9c" }).setLngLat(center).addTo(map);
      if (box.dataset.mapLabel) pin.setPopup(new maplibregl.Popup({ offset: 30 }).setText(box.dataset.mapLabel));
    }
  });
}

const startAll = () => document.querySelectorAll<HTMLElement>("[data-map]").forEach(start);
startAll();
document.addEventListener("tongpan:part", startAll);
