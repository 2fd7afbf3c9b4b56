// While files are on their way, say so: the browser itself shows nothing until they have arrived. And more files than are
// taken at once are told before they are sent, not after.
const form = document.getElementById('upload')
const status = document.getElementById('sending')
const tooMany = document.getElementById('too-many')

form?.addEventListener('submit', event => {
  const files = form.querySelector('input[type="file"]').files
  const most = Number(form.dataset.most)
  tooMany.hidden = files.length <= most
  if (!files.length) return
  if (files.length > most) {
    event.preventDefault()
    tooMany.textContent = `These are ${files.length.toLocaleString('en-GB')} files; ${most.toLocaleString('en-GB')} are taken at once. ` +
      'Nothing was sent. Pack them into an archive (ZIP) and choose that, or send them in parts.'
    return
  }
  const megabytes = [...files].reduce((sum, file) => sum + file.size, 0) / 1e6
  status.hidden = false
  status.textContent = `Sending ${files.length === 1 ? '1 file' : files.length + ' files'} (${megabytes.toFixed(1)} MB) …`
})
