// Answers for the day's pages when there is no network, with what they were when there was one.
const SCOPE = new URL(registration.scope).pathname;
const KEPT = {{ kept|tojson }};
const VERSION = "{{ version }}";
const CACHE = `fairmatch-day ${VERSION} ${SCOPE}`;
const PATIENCE = 4000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("fairmatch-day ") && name.endsWith(` ${SCOPE}`) && name !== CACHE;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

const asset = async (request) => (await caches.match(request)) ?? fetch(request);

// What cannot be opened any more, as nobody is signed in, is not kept either.
const fresh = async (request, cache) => {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await cache.put(request, answer.clone());
  else if (answer.type === "opaqueredirect" || answer.status < 500) await cache.delete(request, { ignoreSearch: true });
  return answer;
};

const page = async (request) => {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
  const asked = fresh(request, cache);
  if (!kept) return asked;
  // A network that is there and answers nobody is none.
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([asked.catch(() => kept), late]);
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(asset(request));
});

const keep = async ({ keep: address, assets }, source) => {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const one of new Set(assets)) if (!(await cache.match(one))) missing.push(one);
  await Promise.all(missing.map((one) => cache.add(one).catch(() => {})));
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return;
  await cache.put(address, answer);
  source?.postMessage({ kept: address });
};

addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data, event.source).catch(() => {}));
});
