import MarkdownIt from 'markdown-it'

/** Escapes HTML, drops links that run code, and does not load images from other hosts. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')

markdown.renderer.rules.link_open = (tokens, index, options, _env, renderer) => {
  tokens[index].attrSet('rel', 'nofollow noopener noreferrer')
  tokens[index].attrSet('target', '_blank')
  return renderer.renderToken(tokens, index, options)
}

/** Renders a description as safe HTML. */
export function htmlOf(description: string): string {
  return markdown.render(description)
}
