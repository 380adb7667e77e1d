// The script of the page: tables can be sorted and filtered, and long ones are folded on a phone. Without JavaScript
// nothing is lost.

/// The script.
///
/// The security policy contains its hash.
enum ReportScript {
  /// The text between the tags.
  static let text = """
    (function () {
      "use strict";
      function value(cell) {
        var text = cell.hasAttribute("data-v") ? cell.getAttribute("data-v") : cell.textContent.trim();
        if (text === "" || text === "\\u2013") { return null; }
        var number = Number(text.replace(/,/g, ""));
        return isNaN(number) ? text : number;
      }
      function compare(a, b) {
        if (typeof a === "number" && typeof b === "number") { return a - b; }
        a = String(a); b = String(b);
        return a < b ? -1 : a > b ? 1 : 0;
      }
      function leaves(table) {
        var rows = table.tHead.rows;
        var lower = rows.length > 1 ? Array.from(rows[1].cells) : [];
        return Array.from(rows[0].cells).reduce(function (all, head) {
          return all.concat(head.scope === "colgroup" ? lower.splice(0, head.colSpan) : [head]);
        }, []);
      }
      function sortable(table) {
        var body = table.tBodies[0];
        if (body.rows.length < 2) { return; }
        var heads = leaves(table);
        heads.forEach(function (head, column) {
          var button = document.createElement("button");
          button.type = "button";
          while (head.firstChild) { button.appendChild(head.firstChild); }
          head.appendChild(button);
          button.addEventListener("click", function () {
            var first = head.classList.contains("n") ? "descending" : "ascending";
            var up = (head.getAttribute("aria-sort") === first) !== (first === "ascending");
            heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
            head.setAttribute("aria-sort", up ? "ascending" : "descending");
            Array.prototype.map.call(body.rows, function (row) { return [value(row.cells[column]), row]; })
              .sort(function (a, b) {
                if (a[0] === null || b[0] === null) { return (a[0] === null) - (b[0] === null); }
                return up ? compare(a[0], b[0]) : compare(b[0], a[0]);
              })
              .forEach(function (pair) { body.appendChild(pair[1]); });
          });
        });
      }
      function filterable(table) {
        var body = table.tBodies[0];
        if (body.rows.length < 8) { return; }
        var label = document.createElement("label");
        label.className = "filter";
        label.textContent = "Filter ";
        var input = document.createElement("input");
        input.type = "search";
        input.autocomplete = "off";
        input.setAttribute("aria-label", "Filter the rows of: " + table.caption.textContent);
        label.appendChild(input);
        var count = document.createElement("span");
        count.setAttribute("role", "status");
        label.appendChild(count);
        input.addEventListener("input", function () {
          var wanted = input.value.toLowerCase();
          var shown = 0;
          Array.prototype.forEach.call(body.rows, function (row) {
            row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
            if (!row.hidden) { shown += 1; }
          });
          var all = Number(table.getAttribute("data-total"));
          var shownRows = body.rows.length;
          count.textContent = wanted === "" ? "" : all > shownRows
            ? " " + shown + " of the " + shownRows + " shown; " + all.toLocaleString("en-US") + " in " + table.getAttribute("data-source")
            : " " + shown + " of " + shownRows;
        });
        table.parentNode.parentNode.insertBefore(label, table.parentNode);
      }
      if (window.matchMedia("(max-width: 40rem)").matches) {
        Array.prototype.forEach.call(document.querySelectorAll("details.phone"), function (part) { part.open = false; });
      }
      Array.prototype.forEach.call(document.querySelectorAll(".scroll > table"), function (table) {
        sortable(table);
        if (table.hasAttribute("data-source")) { filterable(table); }
      });
    })();
    """
}
