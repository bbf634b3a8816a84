/** Where a gateway is, beside this page. */
export function address(path, query = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url;
}
