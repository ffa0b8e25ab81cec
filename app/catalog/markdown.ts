import MarkdownIt from 'markdown-it'

/** HTML in the text is text, addresses that run code are no links, and pictures of other hosts are not loaded. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')

markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index].attrSet('rel', 'nofollow noopener noreferrer')
  tokens[index].attrSet('target', '_blank')
  return renderer.renderToken(tokens, index, options)
}

/** A description as HTML that is safe to show. */
export function htmlOf(description: string): string {
  return markdown.render(description)
}
