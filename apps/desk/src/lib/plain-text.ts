/** A description comes as HTML of a few harmless tags; it is edited as text. Paragraphs are told apart by an empty line. */
export function textOfHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const br of page.querySelectorAll('br')) br.replaceWith('\n');
  for (const item of page.querySelectorAll('li')) item.prepend('• ');
  const blocks = [...page.body.children].map((block) =>
    block.matches('ul, ol')
      ? [...block.children].map((item) => item.textContent ?? '').join('\n')
      : (block.textContent ?? ''),
  );
  return (blocks.length > 0 ? blocks.join('\n\n') : (page.body.textContent ?? '')).trim();
}
