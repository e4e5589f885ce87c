// Starts the page: draws its figures, and the few controls that are more than links.
import { drawAll, watchLook } from "./figures.js";
import { watchFolding } from "./fold.js";
import { startLive } from "./live.js";
import { startMenu } from "./nav.js";
import { startNavigation } from "./navigate.js";
import { startProgress } from "./progress.js";
import { startFinding } from "./find.js";
import { startUpload } from "./upload.js";

startMenu();
startNavigation();
startUpload();
startFinding();
startLive();
watchLook();
startProgress();
watchFolding();
drawAll();
