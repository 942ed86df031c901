// Summernote looks for jQuery in the window when it is loaded.
import jQuery from "jquery";

window.jQuery = jQuery;
