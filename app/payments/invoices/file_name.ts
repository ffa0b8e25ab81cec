/** File name of a document's PDF: `TH-26-27-000001.pdf`. */
export function pdfNameOf({ number }: { number: string }): string {
  return `${number.replaceAll('/', '-')}.pdf`
}
