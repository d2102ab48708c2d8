/** Hands a text over as a file. */
export function downloadText(
  fileName: string,
  text: string,
  mediaType: string,
): void {
  const url = URL.createObjectURL(
    new Blob([text], { type: `${mediaType};charset=utf-8` }),
  );
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  anchor.click();
  URL.revokeObjectURL(url);
}
