// Starts the page: draws its figures, and the few controls that are more than links.
import { drawAll } from "./figures.js";
import { startMapSwitch } from "./controls.js";
import { startMenu } from "./nav.js";
import { startUpload } from "./upload.js";

startMenu();
startMapSwitch();
startUpload();
drawAll();
