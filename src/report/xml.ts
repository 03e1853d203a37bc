/** An XML element (XML 1.0 §3) with its attributes and children, or a text. */
export type XmlNode =
  | string
  | {
      readonly name: string;
      readonly attributes: Readonly<Record<string, string | number>>;
      readonly children: readonly XmlNode[];
    };

/** Makes an element. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly XmlNode[] = [],
): XmlNode {
  return { name, attributes, children };
}

/** An indented XML document. Whatever the texts hold, the result is well-formed. */
export function renderXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderNode(root, '')}`;
}

function renderNode(node: XmlNode, indent: string): string {
  if (typeof node === 'string') return escapeXml(node);
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
  if (node.children.length === 0) return `${indent}<${node.name}${attributes}/>\n`;
  if (node.children.every((child) => typeof child === 'string')) {
    return `${indent}<${node.name}${attributes}>${node.children.map((child) => renderNode(child, '')).join('')}</${node.name}>\n`;
  }
  const children = node.children.map((child) => renderNode(child, `${indent}  `)).join('');
  return `${indent}<${node.name}${attributes}>\n${children}${indent}</${node.name}>\n`;
}

/** Escapes markup (XML 1.0 §2.4) and leaves out what no XML 1.0 document may hold, not even escaped (§2.2). */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
