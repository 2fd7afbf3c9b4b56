
(function () {
  'use strict';
  var form = document.getElementById('find');
  var box = document.getElementById('find-words');
  var said = document.getElementById('find-said');
  var entries = Array.prototype.map.call(document.querySelectorAll('.finder .index li'), function (item) {
    return { item: item, words: item.textContent.trim().replace(/\s+/g, ' ').toLowerCase() };
  });
  function look() {
    var wanted = box.value.trim().toLowerCase();
    var number = /^r?\d+$/.test(wanted) ? 'r' + wanted.replace('r', '') + ' ' : '';
    var count = 0;
    entries.forEach(function (entry) {
      var shown = number ? entry.words.indexOf(number) === 0 : entry.words.indexOf(wanted) >= 0;
      entry.item.hidden = !shown;
      count += shown ? 1 : 0;
    });
    said.textContent = wanted ? count + (count === 1 ? ' response' : ' responses') + ' of ' + entries.length : '';
  }
  form.hidden = false;
  box.addEventListener('input', look);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var first = entries.filter(function (entry) { return !entry.item.hidden; })[0];
    if (box.value.trim() && first) { first.item.querySelector('a').click(); }
  });
})();
