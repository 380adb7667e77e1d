// The style of the page: light and dark, on a phone, a screen and paper.

/// The style.
///
/// The security policy contains its hash.
enum ReportStyle {
  /// Returns the style that has a text at the foot of every page on paper.
  static func foot(_ text: String) -> String {
    "@page { @bottom-left { content: \"\(quoted(text))\"; font: 8pt system-ui, \"Noto Sans\", \"DejaVu Sans\", sans-serif; color: #444; } }"
  }

  /// Returns a text within quotes of a style: letters, digits and spaces as they are, everything else by its code.
  static func quoted(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain || scalar == " " ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }.joined()
  }

  /// The text between the tags.
  static let text = """
    :root { --paper: #fff; --sheet: #f6f7f9; --ink: #1b2430; --soft: #556170; --rule: #d8dde4; --main: #1f5f9e;
      --second: #a8481b; --band: #c9dcef; --h1: #dbe8f4; --h2: #a9c8e6; --h3: #70a3d3; --h4: #3d7cb8; --h5: #1b4f86;
      --edge: rgb(27 36 48 / 0.25); }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #14191f; --sheet: #1c232c; --ink: #e7ebf0; --soft: #a3afbd; --rule: #36414e; --main: #7db4ea;
        --second: #ef9f6b; --band: #2a4663; --h1: #20364d; --h2: #2b4f75; --h3: #3b71a6; --h4: #5c9ad6; --h5: #a8d0f7;
        --edge: rgb(163 175 189 / 0.4); }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 80rem; padding: 2.5rem 1.5rem 3rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
    h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 0.6rem; }
    h3 { font-size: 1rem; margin: 1.6rem 0 0.4rem; }
    p { margin: 0.5rem 0; max-width: 46rem; }
    a { color: var(--main); }
    code { font: 0.92em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    .lead { color: var(--soft); font-size: 1.05rem; margin: 0.5rem 0 1rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; margin: 0; padding: 0; }
    nav a { display: inline-block; padding: 0.15rem 0; }
    section { margin-top: 2.2rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1rem; }
    @media (min-width: 70rem) { .cards { grid-template-columns: 1fr 1.4fr 1.4fr 1.2fr; }
      .cards.five, .cards.six { grid-template-columns: repeat(6, 1fr); } .five .card, .six .card { grid-column: span 2; }
      .five .card:nth-child(n + 4) { grid-column: span 3; } }
    .card { background: var(--sheet); border-radius: 6px; padding: 1rem 1.1rem; }
    .card h3 { margin: 0; font-weight: 600; color: var(--soft); font-size: 0.95rem; }
    .card p { margin: 0.15rem 0; font-size: 0.92rem; }
    .card .figure { font-size: 2rem; line-height: 1.25; font-weight: 600; letter-spacing: -0.01em; margin: 0.1rem 0 0.3rem; }
    .card table { width: 100%; margin: 0; font-size: 0.84rem; }
    .card th, .card td { padding: 0.15rem 0.4rem 0.15rem 0; min-width: 0; border: 0; text-align: right; }
    .card th:first-child, .card td:first-child { text-align: left; white-space: nowrap; padding-left: 0; }
    .card thead th, .card thead td { font-weight: 400; color: var(--soft); } .card tbody th { color: var(--soft); }
    .card .meaning { color: var(--soft); font-size: 0.84rem; line-height: 1.45; margin-top: 0.6rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem 2rem; }
    .pair.days { grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
    figure { margin: 0.8rem 0; min-width: 0; }
    figcaption { font-weight: 600; margin-bottom: 0.3rem; }
    .scroll { overflow-x: auto; background:
      linear-gradient(to right, var(--paper) 45%, transparent) left / 2.2rem 100% no-repeat local,
      linear-gradient(to left, var(--paper) 45%, transparent) right / 2.2rem 100% no-repeat local,
      linear-gradient(to right, var(--edge), transparent) left / 0.9rem 100% no-repeat scroll,
      linear-gradient(to left, var(--edge), transparent) right / 0.9rem 100% no-repeat scroll; }
    .scroll:focus-visible, summary:focus-visible, a:focus-visible, button:focus-visible, input:focus-visible {
      outline: 2px solid var(--main); outline-offset: 2px; }
    svg { display: block; width: 100%; height: auto; }
    figure svg { max-width: 46rem; }
    svg.spark { width: 6rem; min-width: 6rem; }
    text { font-size: 13px; fill: var(--soft); font-variant-numeric: tabular-nums; }
    .start { text-anchor: start; } .middle { text-anchor: middle; } .end { text-anchor: end; }
    .small { font-size: 11px; }
    .grid { stroke: var(--rule); stroke-width: 1; } .axis { stroke: var(--soft); stroke-width: 1; }
    .area { fill: var(--band); } .band { stroke: var(--band); stroke-width: 6; }
    .line { fill: none; stroke: var(--main); stroke-width: 2; stroke-linejoin: round; }
    .dot { fill: var(--main); } 
    .weak { fill: var(--paper); stroke-width: 1.5; } .dot.weak { stroke: var(--main); }
    .partial { fill: var(--rule); opacity: 0.45; } .few { color: var(--soft); font-style: italic; }
    .hit { fill: transparent; } .hit:hover { fill: var(--edge); }
    .whisker { stroke: var(--main); stroke-width: 2; opacity: 0.75; } .row:hover .hit { fill: var(--edge); }
    .dot.all { fill: var(--ink); } .whisker.all { stroke: var(--ink); }
    .target { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 4; }
    .earlier { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; } .k-earlier { border-top: 2px dotted var(--soft); }
    .bar { fill: var(--main); } .bar.odd { fill: var(--second); } .bar.second { fill: var(--h2); }
    .h0 { fill: var(--sheet); stroke: var(--rule); stroke-width: 1; } .hx { fill: none; stroke: var(--rule); stroke-width: 1; stroke-dasharray: 2 2; } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); }
    .h4 { fill: var(--h4); } .h5 { fill: var(--h5); }
    .legend, .note { color: var(--soft); font-size: 0.9rem; }
    .key { display: inline-block; white-space: nowrap; margin-right: 0.9rem; }
    .key svg { display: inline-block; width: 0.8rem; height: 0.8rem; vertical-align: -0.05rem; }
    .key i { display: inline-block; width: 1.4rem; margin-right: 0.35rem; vertical-align: 0.25rem; }
    .k-target { border-top: 2px dotted var(--ink); }
    .k-line { border-top: 2px solid var(--main); }
    .key i.k-partial { border-top: 0.7rem solid var(--rule); opacity: 0.6; vertical-align: -0.05rem; }
    .key i.k-bar { width: 0.7rem; border-top: 0.7rem solid var(--main); vertical-align: -0.05rem; }
    .key i.k-bar.odd { border-color: var(--second); }
    .key i.k-band { border-top: 0.7rem solid var(--band); vertical-align: -0.05rem; }
    table { border-collapse: separate; border-spacing: 0; font-size: 0.88rem; margin: 0.6rem 0; }
    caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
    th, td { text-align: left; padding: 0.32rem 0.95rem 0.32rem 0; border-bottom: 1px solid var(--rule);
      vertical-align: top; white-space: nowrap; font-weight: 400; }
    thead th { font-size: 0.82rem; font-weight: 600; vertical-align: bottom; white-space: normal; }
    thead th[scope="colgroup"] { text-align: center; padding-bottom: 0.1rem; }
    .unit { display: block; font-weight: 400; color: var(--soft); }
    tbody th, td:has(> bdi) { max-width: 22rem; white-space: normal; overflow-wrap: anywhere; min-width: 5.5rem; }
    tbody th { min-width: 9rem; } table.ids tbody th { min-width: 15.5rem; }
    table[data-counts] td:last-child { white-space: normal; min-width: 7rem; }
    time { white-space: nowrap; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    table.wrap td { white-space: normal; overflow-wrap: anywhere; } table.wrap td.n { overflow-wrap: normal; }
    td ul { margin: 0; padding-left: 1rem; }
    bdi { unicode-bidi: isolate; }
    .none { color: var(--soft); }
    th button { position: relative; font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: inherit; cursor: pointer; }
    th button::after { content: "\\2195"; position: absolute; left: 100%; bottom: 0; color: var(--soft); padding-left: 0.1rem;
      font-size: 0.85em; font-weight: 400; opacity: 0.45; }
    th button:hover::after, th[aria-sort] button::after { opacity: 1; }
    th[aria-sort="ascending"] button::after { content: "\\2191"; color: var(--main); }
    th[aria-sort="descending"] button::after { content: "\\2193"; color: var(--main); }
    .filter { display: block; font-size: 0.9rem; color: var(--soft); margin: 0.4rem 0; }
    .filter input { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
      border-radius: 4px; padding: 0.2rem 0.5rem; margin: 0 0.4rem; }
    .terms dt { font-weight: 600; margin-top: 0.7rem; } .terms dd { margin: 0.1rem 0 0; max-width: 46rem; overflow-wrap: anywhere; }
    @media (min-width: 48rem) { .terms { display: grid; grid-template-columns: 13rem 1fr; gap: 0.6rem 1rem; }
      .terms dt, .terms dd { margin: 0; } }
    .terms ul { margin: 0.2rem 0; padding-left: 1.1rem; }
    .note code { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
    summary { cursor: pointer; color: var(--main); font-size: 0.92rem; padding: 0.2rem 0; }
    .phone > summary { display: none; }
    .phone::details-content { display: block; content-visibility: visible; }
    footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: 0.88rem; }
    @media (max-width: 40rem) {
      .phone > summary { display: list-item; }
      .phone:not([open])::details-content { display: none; }
      body { padding: 1.4rem 1rem 2rem; } h1 { font-size: 1.5rem; } text { font-size: 18px; }
      .small { font-size: 17px; }
      .scroll th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); }
      tbody th, table.ids tbody th { min-width: 7rem; max-width: 10rem; } td:has(> bdi) { min-width: 11rem; max-width: 16rem; } }
    @media print {
      @page { margin: 11mm 10mm 15mm; @bottom-right { content: counter(page) " of " counter(pages); font: 8pt system-ui,
        "Noto Sans", "DejaVu Sans", sans-serif; color: #444; } }
      :root { --paper: #fff; --sheet: #f3f4f6; --ink: #111; --soft: #444; --rule: #ccc; --main: #1f5f9e; --second: #a8481b;
        --band: #c9dcef; --h1: #dbe8f4; --h2: #a9c8e6; --h3: #70a3d3; --h4: #3d7cb8; --h5: #1b4f86; }
      body { padding: 0; max-width: none; font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      nav, details:not(.phone), .phone > summary, .filter, th button::after { display: none; }
      .phone::details-content { display: block !important; content-visibility: visible; }
      th button { display: contents; }
      #measured details { display: block; } #measured summary { display: none; }
      #measured details::details-content { display: block; content-visibility: visible; }
      section { margin-top: 1.2rem; padding-top: 0.8rem; }
      figure, .card, tr, p, footer { break-inside: avoid; } h2, h3, figcaption, section > p { break-after: avoid; }
      thead { display: table-header-group; break-inside: avoid; } footer { break-before: avoid; margin-top: 1.2rem; }
      .scroll { overflow: visible; background: none; } figure svg { max-width: 28rem; }
      .cards { grid-template-columns: 1fr 1fr; } .pair, .pair.days { grid-template-columns: 1fr 1fr; }
      svg.spark { width: 3rem; min-width: 3rem; }
      .pair text { font-size: 19px; }
      table, .scroll thead th { font-size: 7pt; } th, td { padding: 0.15rem 0.22rem 0.15rem 0; } thead th { min-width: 0; }
      tbody th { min-width: 5rem; } td:has(> bdi) { min-width: 3.5rem; }
      table.ids tbody th { min-width: 9rem; }
    }
    """
}
