// While files are on their way, say so: the browser itself shows nothing until they have arrived.
const form = document.getElementById('upload')
const status = document.getElementById('sending')

form?.addEventListener('submit', () => {
  const files = form.querySelector('input[type="file"]').files
  if (!files.length) return
  const megabytes = [...files].reduce((sum, file) => sum + file.size, 0) / 1e6
  status.hidden = false
  status.textContent = `Sending ${files.length === 1 ? '1 file' : files.length + ' files'} (${megabytes.toFixed(1)} MB) …`
})
