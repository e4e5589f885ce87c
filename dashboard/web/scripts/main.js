// Starts the page: draws its figures, and the few controls that are more than links.
import { drawAll } from "./figures.js";
import { startMenu, startMapSwitch } from "./controls.js";
import { startUpload } from "./upload.js";

startMenu();
startMapSwitch();
startUpload();
drawAll();
