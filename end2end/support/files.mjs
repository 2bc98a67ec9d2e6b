// Files as people hand them to a page.

/** Drags a file over an element and drops it there. */
export async function drop(locator, { name, type = 'text/csv', text }) {
  const dataTransfer = await locator.page().evaluateHandle(({ name, type, text }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type }));
    return data;
  }, { name, type, text });
  for (const event of ['dragenter', 'dragover', 'drop']) await locator.dispatchEvent(event, { dataTransfer });
}

/** The same for a file chooser. */
export const chosen = ({ name, type = 'text/csv', text }) => ({ name, mimeType: type, buffer: Buffer.from(text) });
