import { PdfFile, pdfText } from './pdf-file.ts';
import { SlideFont } from './slide-font.ts';

export interface SlideDeck {
  title: string;
  /** Stands at the foot of each slide, as the name of the series does. */
  footer?: string;
  slides: { heading: string; lines: string[] }[];
}

/** 16:9, the shape of every projector and of a phone held sideways. */
const page = { width: 960, height: 540, margin: 72 };
/** Paper, ink, the green of tea leaves and the ochre of earthenware. */
const colors = {
  paper: '0.984 0.969 0.937',
  ink: '0.114 0.133 0.125',
  soft: '0.396 0.424 0.404',
  green: '0.090 0.322 0.247',
  ochre: '0.776 0.506 0.173',
  pale: '0.886 0.863 0.808',
};

interface Fonts {
  regular: SlideFont;
  bold: SlideFont;
}

/**
 * A deck with a title slide and one slide for each entry, so `slides.length + 1` pages. Text and fonts are inside, so
 * that it looks the same on every machine. The bar at the foot is filled to page/pages: pages can be told apart by eye and by pixel.
 */
export function makeSlideDeckPdf(deck: SlideDeck): Buffer {
  const file = new PdfFile();
  const fonts: Fonts = { regular: new SlideFont(400), bold: new SlideFont(700) };
  const pageCount = deck.slides.length + 1;
  const footer = deck.footer ?? deck.title;

  const contents = [
    drawTitleSlide({ title: deck.title, footer: deck.footer ?? '', fonts, pageCount }),
    ...deck.slides.map((slide, index) =>
      drawSlide({ ...slide, footer, fonts, number: index + 2, pageCount }),
    ),
  ];

  // Fonts come last: only now is known which characters are used.
  const resources = `<< /Font << ${fonts.regular.embed(file)} ${fonts.bold.embed(file)} >> >>`;
  const tree = file.reserve();
  const kids = contents.map((content) => {
    const stream = file.addStream('', content);
    return file.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width} ${page.height}] ` +
        `/Resources ${resources} /Contents ${stream} 0 R >>`,
    );
  });
  file.set(
    tree,
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  );
  const info = file.add(`<< /Title ${pdfText(deck.title)} >>`);
  const root = file.add(`<< /Type /Catalog /Pages ${tree} 0 R /Lang (vi) >>`);
  return file.toBuffer({ root, trailer: `/Info ${info} 0 R` });
}

function drawTitleSlide(slide: { title: string; footer: string; fonts: Fonts; pageCount: number }): string {
  const { regular, bold } = slide.fonts;
  const lines = wrap(slide.title, bold, 46, page.width - page.margin * 2 - 60);
  const top = 300 + lines.length * 30;
  return [
    box(colors.green, 0, 0, page.width, page.height),
    box(colors.ochre, 0, 0, 24, page.height),
    ...lines.map((line, index) => text(bold, 46, colors.paper, page.margin, top - index * 62, line)),
    box(colors.ochre, page.margin, top - lines.length * 62 + 18, 96, 5),
    text(regular, 18, colors.pale, page.margin, 64, slide.footer),
    progress(1, slide.pageCount),
  ].join('\n');
}

function drawSlide(slide: {
  heading: string;
  lines: string[];
  footer: string;
  fonts: Fonts;
  number: number;
  pageCount: number;
}): string {
  const { regular, bold } = slide.fonts;
  const headings = wrap(slide.heading, bold, 34, page.width - page.margin * 2 - 90);
  const parts = [
    box(colors.paper, 0, 0, page.width, page.height),
    box(colors.green, 0, 0, 24, page.height),
    ...headings.map((line, index) => text(bold, 34, colors.green, page.margin, 446 - index * 44, line)),
    box(colors.ochre, page.margin, 446 - headings.length * 44 + 20, 64, 4),
    text(
      bold,
      60,
      colors.pale,
      page.width - page.margin - bold.widthOf(String(slide.number), 60),
      430,
      String(slide.number),
    ),
  ];

  let y = 446 - headings.length * 44 - 34;
  for (const line of slide.lines) {
    const wrapped = wrap(line, regular, 22, page.width - page.margin * 2 - 60);
    parts.push(box(colors.ochre, page.margin, y + 4, 9, 9));
    wrapped.forEach((piece, index) => {
      parts.push(text(regular, 22, colors.ink, page.margin + 30, y - index * 32, piece));
    });
    y -= wrapped.length * 32 + 18;
  }

  parts.push(
    text(regular, 13, colors.soft, page.margin, 34, slide.footer),
    progress(slide.number, slide.pageCount),
  );
  return parts.join('\n');
}

function progress(number: number, pageCount: number): string {
  return [
    box(colors.pale, 0, 0, page.width, 8),
    box(colors.ochre, 0, 0, (page.width * number) / pageCount, 8),
  ].join('\n');
}

function box(color: string, x: number, y: number, width: number, height: number): string {
  return `${color} rg ${x} ${y} ${width} ${height} re f`;
}

function text(font: SlideFont, size: number, color: string, x: number, y: number, content: string): string {
  return `BT ${color} rg ${x} ${y} Td ${font.show(content, size)} ET`;
}

function wrap(content: string, font: SlideFont, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && font.widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
