/** Path to which browsers send the parts of a file. */
export const UPLOADS_PATH = '/admin/uploads/files'
