// Does all that the app must not do: keeps what is typed wherever a browser offers to.

const name = document.querySelector("#name");

window.keep = async () => {
  const { value } = name;
  localStorage.setItem("name", value);
  document.cookie = `name=${value}; max-age=86400`;
  const cache = await caches.open("careless");
  await cache.put("/probe/kept", new Response(`${value} `.repeat(20)));
  const base = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("careless", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("names");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const writing = base.transaction("names", "readwrite", { durability: "strict" });
  writing.objectStore("names").put({ name: value }, "name");
  await new Promise((resolve) => (writing.oncomplete = resolve));
  base.close();
};
